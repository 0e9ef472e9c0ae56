const t0=performance.now();
const m = await import("./core/cli/run.ts");
const t1=performance.now();
await m.run(["/tmp/w/a.json","/tmp/w/b.json"]);
const t2=performance.now();
console.error("import", t1-t0, "run", t2-t1, "origin->start", t0);

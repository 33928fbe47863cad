// Runs generated programs on Node: `node node.cjs PRELUDE PROGRAMS`.
"use strict";
const fs = require("node:fs");
const vm = require("node:vm");
globalThis.asyncHooks = require("node:async_hooks");
const out = [];
globalThis.print = (text) => out.push(text);
const text = process.argv.slice(2).map((file) => fs.readFileSync(file, "utf8")).join("\n");
vm.runInThisContext(text, { filename: "programs.js" });
process.on("exit", () => fs.writeSync(1, out.map((text) => `#${text}\n`).join("")));

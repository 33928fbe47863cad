import { text } from "./imported.mjs";

postMessage(`${name}: ${text}, ${this}, ${import.meta.url.slice(0, 5)}`);
self.onmessage = (event) => postMessage(`echo ${event.data}`);

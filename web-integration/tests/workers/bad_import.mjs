import "./missing.mjs";

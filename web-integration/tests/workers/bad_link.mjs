import { nothing } from "./imported.mjs";

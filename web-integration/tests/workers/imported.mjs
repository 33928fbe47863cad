export const text = "imported by a module worker";

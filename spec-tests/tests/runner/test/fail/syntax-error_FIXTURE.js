let let x;

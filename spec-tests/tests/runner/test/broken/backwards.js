// ---*/ and then /*--- and no end

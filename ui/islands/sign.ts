/** Draw a signature; see islands/README in tests/ui for what it keeps. */
export {};

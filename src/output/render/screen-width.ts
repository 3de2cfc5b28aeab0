/** Columns of a screen where nobody says how many there are. */
export const SCREEN_WIDTH = 80;

/** Tables, bars and colours for people at a terminal. */
@NullMarked
package io.foretide.app.terminal;

import org.jspecify.annotations.NullMarked;

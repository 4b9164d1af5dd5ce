/** The engine over the real store. */
@NullMarked
package io.foretide.app.engine;

import org.jspecify.annotations.NullMarked;

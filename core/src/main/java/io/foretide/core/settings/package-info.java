/** Typed reading of plain maps: paths, defaults, origins, unknown keys and secrets. */
@NullMarked
package io.foretide.core.settings;

import org.jspecify.annotations.NullMarked;

/** The arrows between modules and packages. */
@NullMarked
package io.foretide.app.layers;

import org.jspecify.annotations.NullMarked;

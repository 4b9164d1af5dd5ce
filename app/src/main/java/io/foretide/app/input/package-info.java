/** CSV files and streams as evenly spaced series in memory. */
@NullMarked
package io.foretide.app.input;

import org.jspecify.annotations.NullMarked;

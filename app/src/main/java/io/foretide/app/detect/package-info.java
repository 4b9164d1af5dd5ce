/** Detection in the series of a file: what is asked for, what comes of it, and how it is shown. */
@NullMarked
package io.foretide.app.detect;

import org.jspecify.annotations.NullMarked;

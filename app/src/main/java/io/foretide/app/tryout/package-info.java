/** Backtests for the pages, over the library's methods. */
@NullMarked
package io.foretide.app.tryout;

import org.jspecify.annotations.NullMarked;

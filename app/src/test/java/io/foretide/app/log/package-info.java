/** What is logged, and what is kept out of it. */
@NullMarked
package io.foretide.app.log;

import org.jspecify.annotations.NullMarked;

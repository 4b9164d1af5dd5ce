/** What is printed while a server runs. */
@NullMarked
package io.foretide.app.log;

import org.jspecify.annotations.NullMarked;

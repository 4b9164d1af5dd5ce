/** The command line, one command per class. */
@NullMarked
package io.foretide.app.cli;

import org.jspecify.annotations.NullMarked;

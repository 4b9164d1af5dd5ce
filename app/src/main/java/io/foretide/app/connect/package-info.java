/** The connectors on the class path, and the providers that the configuration opens with them. */
@NullMarked
package io.foretide.app.connect;

import org.jspecify.annotations.NullMarked;

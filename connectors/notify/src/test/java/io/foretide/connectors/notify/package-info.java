@NullMarked
package io.foretide.connectors.notify;

import org.jspecify.annotations.NullMarked;

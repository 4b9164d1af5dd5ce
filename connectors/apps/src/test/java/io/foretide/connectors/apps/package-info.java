@NullMarked
package io.foretide.connectors.apps;

import org.jspecify.annotations.NullMarked;

/** The configuration file, its overlays and the environment, as one tree and as typed settings. */
@NullMarked
package io.foretide.app.config;

import org.jspecify.annotations.NullMarked;

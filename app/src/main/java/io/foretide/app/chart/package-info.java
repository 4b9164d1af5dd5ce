/** Pictures of series: what is in them, and drawing them as SVG on one self-contained page. */
@NullMarked
package io.foretide.app.chart;

import org.jspecify.annotations.NullMarked;

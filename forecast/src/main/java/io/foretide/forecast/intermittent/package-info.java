/** Series that are mostly zero: Croston (1972) and Teunter, Syntetos and Babai (2011). */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.intermittent;

/**
 * The Theta method (Assimakopoulos and Nikolopoulos 2000) and its optimised and dynamic forms
 * (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016).
 */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.theta;

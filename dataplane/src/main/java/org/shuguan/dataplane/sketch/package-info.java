/// Sketches: summaries of the set of values of a column, made with a secret of the node. They allow comparing
/// columns with each other and over time without storing values.
@NullMarked
package org.shuguan.dataplane.sketch;

import org.jspecify.annotations.NullMarked;

/// Indicators 指标: figures that modules declare about their own rows ([Indicator]), counted live per unit
/// ([Indicators]), kept once a day ([Snapshots]), and told as a series of months ([Series]). A figure that cannot be
/// had
/// is absent with its reason and never zero.
@NullMarked
package org.shuguan.server.indicator;

import org.jspecify.annotations.NullMarked;

/// The three lists 三清单: which data units need (demand list), who must supply them by when (responsibility list), and
/// what is not shared, by which law, to be looked at again every year (negative list).
@NullMarked
package org.shuguan.server.demand;

import org.jspecify.annotations.NullMarked;

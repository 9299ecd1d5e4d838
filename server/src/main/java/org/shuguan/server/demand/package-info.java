/// The three lists 三清单: data that units need (demand list), units that must supply them by a day (responsibility
/// list), and data that are not shared because of a law, reviewed every year (negative list).
@NullMarked
package org.shuguan.server.demand;

import org.jspecify.annotations.NullMarked;

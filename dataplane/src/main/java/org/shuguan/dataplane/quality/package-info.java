/// Quality of collected data 校核: checks of a version of a lake's table, all of them in one reading of its rows, and the
/// rows that fail. A check yields true, false or nothing for each row; where it yields nothing the row is not counted.
@NullMarked
package org.shuguan.dataplane.quality;

import org.jspecify.annotations.NullMarked;

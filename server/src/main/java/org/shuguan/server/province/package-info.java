/// Reports to the province 省级上报: an entry's data as a file in the province's own template, with its columns and
/// codes, and the province's receipts of what it took.
@NullMarked
package org.shuguan.server.province;

import org.jspecify.annotations.NullMarked;

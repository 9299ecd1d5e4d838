/// SharingRequests of units for data of other units' entries, the answers of their owners, and the grants that follow
/// from
/// them: which items and rows a unit may read, masked how, by which ways, for which purpose and until when
/// (政务数据共享条例, decree 809). Delivery of the data is the work of a higher module, which reads [Grants].
@NullMarked
package org.shuguan.server.sharing;

import org.jspecify.annotations.NullMarked;

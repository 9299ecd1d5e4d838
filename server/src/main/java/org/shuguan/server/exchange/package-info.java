/// Delivery of granted data to machine clients (数据共享交换): each call is checked against its grant, limited, read by the
/// one reader of the data plane, signed, and recorded before its answer leaves. Calls are sealed in groups by Merkle
/// roots, which are in the audit record.
@NullMarked
package org.shuguan.server.exchange;

import org.jspecify.annotations.NullMarked;

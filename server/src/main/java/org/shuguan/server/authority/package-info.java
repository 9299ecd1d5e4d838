/// One source for each datum (一数一源): if two units hold the same data, the authoritative source 数源 is suggested
/// from the census, commented on by both units, decided by the bureau and shown on both entries.
@NullMarked
package org.shuguan.server.authority;

import org.jspecify.annotations.NullMarked;

/// One number, one source (一数一源): where two units hold the same data, which of them is its authoritative source 数源
/// is proposed from what the census found, heard by both, decided by the bureau and shown on both entries.
@NullMarked
package org.shuguan.server.authority;

import org.jspecify.annotations.NullMarked;

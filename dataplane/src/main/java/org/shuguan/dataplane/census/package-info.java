/// A census of a source: discovery, profile and classification, table by table. It can be resumed after an
/// interruption.
@NullMarked
package org.shuguan.dataplane.census;

import org.jspecify.annotations.NullMarked;

/// A census of a source: discovery, profile, classification, table by table, resumable.
@NullMarked
package org.shuguan.dataplane.census;

import org.jspecify.annotations.NullMarked;

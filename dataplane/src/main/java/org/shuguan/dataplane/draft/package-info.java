/// Drafts of catalog entries: everything that a census measured, filled into the form of the national guide.
@NullMarked
package org.shuguan.dataplane.draft;

import org.jspecify.annotations.NullMarked;

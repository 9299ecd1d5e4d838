/// Drafts catalog entries: fills the form of the national guide with what a census measured.
@NullMarked
package org.shuguan.dataplane.draft;

import org.jspecify.annotations.NullMarked;

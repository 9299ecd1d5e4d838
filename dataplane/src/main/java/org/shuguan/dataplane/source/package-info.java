/// Where rows come from: databases, files, folders. Every source becomes a relation that one engine reads.
@NullMarked
package org.shuguan.dataplane.source;

import org.jspecify.annotations.NullMarked;

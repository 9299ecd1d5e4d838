/// The Zhaoqing pilot as a demo: its units and officers as published, and invented stewards with invented data.
/// Loaded once into an empty database by `serve --demo`.
@NullMarked
package org.shuguan.server.demo;

import org.jspecify.annotations.NullMarked;

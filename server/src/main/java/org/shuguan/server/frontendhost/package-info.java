/// Front-end hosts 前置机 of units: programs in networks that this node cannot reach. They are enrolled by a one-time
/// code, known by their keys, ask for orders at `/agent/v1` and send the tables and rows of sources. A higher module
/// reads through them as from any source ([FrontEndHosts#through]).
@NullMarked
package org.shuguan.server.frontendhost;

import org.jspecify.annotations.NullMarked;

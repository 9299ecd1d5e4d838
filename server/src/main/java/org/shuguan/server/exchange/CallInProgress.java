package org.shuguan.server.exchange;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.client.MachineTokens.Machine;
import org.shuguan.server.sharing.Grant;

/// A call on its way: what is known of it when it is answered and recorded.
final class CallInProgress {
    final Request request;
    final Machine machine;
    final Call.Action action;
    final UUID id;
    final long started = System.nanoTime();
    /// header fields of the answer
    final Map<String, String> headers = new LinkedHashMap<>();

    String resource;

    @Nullable
    Grant grant;

    String filter = "";
    String fields = "";

    CallInProgress(Request request, Machine machine, String resource, Call.Action action) {
        this(UUID.randomUUID(), request, machine, resource, action);
    }

    private CallInProgress(UUID id, Request request, Machine machine, String resource, Call.Action action) {
        this.id = id;
        this.request = request;
        this.machine = machine;
        this.resource = resource;
        this.action = action;
    }

    /// The call under the id by which it was recorded before the process ended.
    CallInProgress as(UUID recorded) {
        CallInProgress call = new CallInProgress(recorded, request, machine, resource, action);
        call.grant = grant;
        return call;
    }
}

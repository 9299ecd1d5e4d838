package org.shuguan.server.collection;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The batches that machine clients sent for a plan.
@RestController
@RequestMapping("/api/collection/plans/{id}/batches")
class BatchController {
    /// @param key the sender's name for it
    /// @param run the collection that took it, null before
    /// @param version of the lake that has its rows, null before
    record BatchRow(
            UUID id,
            String client,
            String key,
            int records,
            long bytes,
            List<String> ignored,
            Instant receivedAt,
            Batch.State state,
            @Nullable UUID run,
            @Nullable String version) {}

    static final ListColumns<BatchRow> COLUMNS = ListColumns.<BatchRow>titled("collection.batch-column.")
            .column("received", BatchRow::receivedAt, "received_at")
            .column("client", BatchRow::client, "client_name")
            .column("key", BatchRow::key, "idempotency_key")
            .column("records", BatchRow::records, "records")
            .column("bytes", BatchRow::bytes, "bytes")
            .word("state", "collection.batch-state.", row -> row.state().word(), "state")
            .column("ignored", row -> String.join(", ", row.ignored()))
            .column("version", BatchRow::version)
            .filter("state", Batch.State.values());

    private final Batches batches;
    private final CollectionAccess access;
    private final Texts texts;

    BatchController(Batches batches, CollectionAccess access, Texts texts) {
        this.batches = batches;
        this.access = access;
        this.texts = texts;
    }

    @GetMapping
    Listing<BatchRow> list(
            @PathVariable UUID id,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        access.listed(actor, id);
        return batches.list(id, COLUMNS.chosen("state", state), query, COLUMNS.order(query, "received_at desc", "id"))
                .map(batch -> new BatchRow(
                        batch.id(),
                        batch.clientName(),
                        batch.idempotencyKey(),
                        batch.records(),
                        batch.bytes(),
                        batch.ignored(),
                        batch.receivedAt(),
                        batch.state(),
                        batch.run(),
                        batch.version()));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable UUID id,
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format, texts.say("collection.batches"), query, page -> list(id, state, page, actor), texts);
    }
}

package org.shuguan.server.access;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.audit.AuditChain;
import org.shuguan.server.audit.AuditCheckpoints;
import org.shuguan.server.audit.AuditEntry;
import org.shuguan.server.audit.AuditTrail;
import org.shuguan.server.audit.CheckpointKeeper;
import org.shuguan.server.institution.Role;
import org.shuguan.server.platform.AllRows;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The audit record, for auditors only.
@RestController
@RequestMapping("/api/audit")
class AuditController {
    /// @param words description of the action in the reader's language
    record AuditRow(AuditEntry entry, String words) {}

    /// @param brokenAt the first invalid entry, null if there is none
    /// @param kind what is wrong with it
    /// @param checkpoints number of checkpoints that were compared, null if they cannot be read
    /// @param forgedCheckpoints number of checkpoints that were not written with the key of the record
    record Verdict(
            boolean inOrder,
            long entries,
            String head,
            @Nullable Long brokenAt,
            @Nullable String kind,
            @Nullable Integer checkpoints,
            int forgedCheckpoints) {}

    private static final Logger LOG = LoggerFactory.getLogger(AuditController.class);

    private final AuditTrail trail;
    private final AuditChain chain;
    private final CheckpointKeeper checkpoints;
    private final AuditUses uses;
    private final Texts texts;

    AuditController(AuditTrail trail, AuditChain chain, CheckpointKeeper checkpoints, AuditUses uses, Texts texts) {
        this.trail = trail;
        this.chain = chain;
        this.checkpoints = checkpoints;
        this.uses = uses;
        this.texts = texts;
    }

    @GetMapping
    Listing<AuditRow> list(@ParameterObject ListQuery query, Actor actor) {
        actor.must(Role.AUDITOR);
        Listing<AuditEntry> found = trail.list(query);
        uses.read(actor, query, found.total());
        return found.map(entry -> new AuditRow(entry, texts.say("audit." + entry.action())));
    }

    @PostMapping("/verify")
    Verdict verify(Actor actor) {
        actor.must(Role.AUDITOR);
        // Before the record, to which new entries are written first.
        AuditCheckpoints.@Nullable Found noted = null;
        try {
            noted = checkpoints.read();
        } catch (IOException e) {
            LOG.warn("checkpoints of the audit record cannot be read", e);
        }
        AuditChain.Verdict found = chain.verify(noted == null ? List.of() : noted.noted());
        Verdict verdict = new Verdict(
                found.broken().isEmpty() && (noted == null || noted.forged() == 0),
                found.entries(),
                found.head(),
                found.broken().map(AuditChain.Break::sequence).orElse(null),
                found.broken().map(broken -> Rows.word(broken.kind())).orElse(null),
                noted == null ? null : noted.noted().size(),
                noted == null ? 0 : noted.forged());
        Map<String, Object> outcome = new TreeMap<>(Map.of("entries", verdict.entries()));
        outcome.put("outcome", verdict.inOrder() ? "in-order" : "broken");
        if (verdict.brokenAt() != null) {
            outcome.put("brokenAt", verdict.brokenAt());
            outcome.put("kind", String.valueOf(verdict.kind()));
        }
        uses.verified(outcome);
        return verdict;
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(@PathVariable String format, @ParameterObject ListQuery query, Actor actor) {
        actor.must(Role.AUDITOR);
        AllRows<AuditEntry> rows = query.everything(trail::list);
        ResponseEntity<byte[]> file = AuditTrail.COLUMNS.download(format, texts.say("access.audit"), rows, texts);
        uses.exported(query, format, rows.items().size());
        return file;
    }

    /// The entries that the search finds, by their numbers, in a file that `audit verify --file` verifies.
    @GetMapping(value = "/export.jsonl", produces = "application/jsonl")
    void exportLines(@ParameterObject ListQuery query, Actor actor, HttpServletResponse response) throws IOException {
        actor.must(Role.AUDITOR);
        response.setContentType("application/jsonl");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(texts.say("access.audit") + ".jsonl", StandardCharsets.UTF_8)
                        .build()
                        .toString());
        try {
            uses.exported(query, "jsonl", trail.write(query, response.getOutputStream()));
        } catch (IOException | RuntimeException stopped) {
            // What was sent until then has left.
            uses.exportStopped(query, "jsonl");
            throw stopped;
        }
    }
}

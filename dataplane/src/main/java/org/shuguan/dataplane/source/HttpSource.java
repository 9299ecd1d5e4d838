package org.shuguan.dataplane.source;

import java.io.IOException;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;

/// An HTTP interface that is described by an OpenAPI document.
final class HttpSource implements OpenSource {
    private final Source.Http address;
    private final CloseableHttpClient client;
    private final OpenApiDocument api;
    private final URI base;
    private final Map<String, ApiTable> tables;
    private final Map<String, ApiFeed> fed = new ConcurrentHashMap<>();

    HttpSource(Source.Http address) throws SourceUnreadable {
        this.address = address;
        this.client = ApiClient.client(address);
        try {
            URI document = Source.Http.isAddress(address.document()) ? ApiClient.address(address.document()) : null;
            this.api = OpenApiDocument.of(document == null ? address.document() : fetched(document));
            this.base = base(document);
        } catch (SourceUnreadable e) {
            close();
            throw e;
        }
        this.tables = api.tables().stream()
                .collect(Collectors.toMap(table -> table.table().path(), Function.identity()));
    }

    /// The base address. A document cannot direct the token to another origin than its own; for that the person
    /// has to enter the base address.
    private URI base(@org.jspecify.annotations.Nullable URI document) throws SourceUnreadable {
        if (address.base() != null) {
            return ApiClient.address(address.base());
        }
        if (document == null) {
            throw new SourceUnreadable(Reason.ADDRESS_MISSING, "base", null);
        }
        String server = api.server() == null ? "/" : api.server();
        try {
            return ApiClient.within(document, document.resolve(ApiClient.encoded(server)));
        } catch (IllegalArgumentException e) {
            throw new SourceUnreadable(Reason.NO_OPENAPI, ParsedLine.cut(server), e);
        }
    }

    /// Fetches the document. The token is sent only if the server asks for it, and only if the document has the
    /// interface's origin.
    private String fetched(URI document) throws SourceUnreadable {
        try {
            return new ApiClient(client, address).get(document, null).text();
        } catch (SourceUnreadable e) {
            boolean own = address.base() == null || ApiClient.sameOrigin(document, ApiClient.address(address.base()));
            if (e.reason() != Reason.CREDENTIALS || address.secret() == null || !own) {
                throw e;
            }
            return new ApiClient(client, address).get(document, ApiKey.BEARER).text();
        }
    }

    @Override
    public List<Table> tables() {
        return api.tables().stream()
                .map(ApiTable::table)
                .sorted(Comparator.comparing(Table::path))
                .toList();
    }

    @Override
    public List<Unread> unread() {
        return api.unread();
    }

    @Override
    public void checkRows(List<Table> found) throws SourceUnreadable {
        if (!found.isEmpty()) {
            feed(found.getFirst(), 1).checkFirstPage();
        }
    }

    @Override
    public Relation relation(Table table, long sample) throws SourceUnreadable {
        ApiFeed feed = feed(table, sample);
        fed.put(table.path(), feed);
        return new Spool(table, Spool.NO_LEASE, feed);
    }

    @Override
    public Relation whole(Table table) throws SourceUnreadable {
        ApiFeed feed = feed(table, 0);
        fed.put(table.path(), feed);
        return new Spool(table, Spool.NO_LEASE, feed, true);
    }

    @Override
    public List<Note> notes(Table table) {
        ApiFeed feed = fed.get(table.path());
        return feed == null ? List.of() : feed.notes();
    }

    private ApiFeed feed(Table table, long sample) throws SourceUnreadable {
        ApiTable known = tables.get(table.path());
        if (known == null) {
            throw new SourceUnreadable(Reason.ADDRESS_MISSING, table.path(), null);
        }
        String below = base.toString().replaceAll("[?#].*|/+(?=$|[?#])", "");
        // The path comes from the document: without a leading slash it would extend the host name.
        URI first = ApiClient.within(base, ApiClient.address(below + ApiClient.encoded(table.name())));
        return new ApiFeed(new ApiClient(client, address), known, api.key(), first, sample, address.pages());
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            // The client only reads: nothing is lost.
            return;
        }
    }
}

package org.shuguan.server.platform;

import java.util.Map;
import org.springframework.http.HttpStatus;

/// A request that was understood and is not granted. Refusals of all modules extend this class. One handler turns
/// them into problem details (RFC 9457), whose sentence has the text key `refusal.<code>` with [#facts] as named
/// arguments.
public abstract class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Who can correct the situation. Alarms count [#US] and [#OUTSIDE], never [#USER].
    public enum Fault {
        USER,
        US,
        OUTSIDE
    }

    private final String code;
    private final HttpStatus status;
    private final Fault fault;
    private final transient Map<String, Object> facts;

    /// @param code stable code `<module>/<what-happened>`, for example `catalog/already-published`
    /// @param status the HTTP status
    /// @param facts values for the placeholders of the sentence; shown to the user, so never a secret
    protected Refusal(String code, HttpStatus status, Fault fault, Map<String, Object> facts) {
        super(code + " " + facts);
        this.code = code;
        this.status = status;
        this.fault = fault;
        this.facts = Map.copyOf(facts);
    }

    protected Refusal(String code, HttpStatus status, Map<String, Object> facts) {
        this(code, status, Fault.USER, facts);
    }

    public String code() {
        return code;
    }

    public HttpStatus status() {
        return status;
    }

    public Fault fault() {
        return fault;
    }

    public Map<String, Object> facts() {
        return facts;
    }
}

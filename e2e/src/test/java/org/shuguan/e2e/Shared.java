package org.shuguan.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/// The one demo city that journeys share which leave it as others may find it, and the one browser of all:
/// started for the first class that asks, closed after the last. A journey in the shared city looks for what is
/// its own, never for how many there are of a kind. Whoever kills the server, brings a database or changes units
/// has a city of their own.
final class Shared implements ParameterResolver, TestExecutionExceptionHandler {
    private record Visit(Playwright playwright, Browser browser) implements AutoCloseable {
        static Visit begin() {
            Playwright playwright = Chromium.playwright();
            return new Visit(playwright, Chromium.launch(playwright));
        }

        @Override
        public void close() {
            playwright.close();
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        City.tell();
        throw failure;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == City.class || type == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext.Store ofTheRun = context.getRoot().getStore(ExtensionContext.Namespace.create(Shared.class));
        return parameter.getParameter().getType() == City.class
                ? ofTheRun.computeIfAbsent(City.class, key -> new City(), City.class)
                : ofTheRun.computeIfAbsent(Visit.class, key -> Visit.begin(), Visit.class)
                        .browser();
    }
}

package org.kohsuke.stapler;

public class HttpResponses {
    private static final HttpResponse DOT = new HttpResponse() {
        @Override
        public String toString() {
            return "redirect to .";
        }
    };

    public static HttpResponseException errorWithoutStack(final int code, final String errorMessage) {
        return new HttpResponseException(code + " " + errorMessage) {};
    }

    public abstract static class HttpResponseException extends RuntimeException implements HttpResponse {
        public HttpResponseException(String message) {
            super(message);
        }
    }

    public static HttpResponse redirectToDot() {
        return DOT;
    }
}

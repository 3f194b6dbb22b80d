package org.kohsuke.stapler;

public class HttpResponses {
    private static final HttpResponse DOT = new HttpResponse() {
        @Override
        public String toString() {
            return "redirect to .";
        }
    };

    public static HttpResponse redirectToDot() {
        return DOT;
    }
}

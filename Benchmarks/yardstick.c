/* The least that anything over curl_multi can cost: posts each line of a file to one URL over so many connections.
   usage: yardstick FILE URL CONNECTIONS */
#define _GNU_SOURCE
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static char *next, *end;
static struct curl_slist *headers;
static size_t drop(char *data, size_t size, size_t count, void *context) { (void)data; (void)context; return size * count; }

static int post(CURLM *multi, CURL *easy) {
    if (next >= end) return 0;
    char *line = next, *stop = memchr(next, '\n', end - next);
    next = (stop ? stop : end) + 1;
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)(next - 1 - line));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, line);
    return curl_multi_add_handle(multi, easy) == CURLM_OK;
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
    if (count != 4) return 64;
    FILE *file = fopen(arguments[1], "r");
    if (!file) return 1;
    fseek(file, 0, SEEK_END);
    size_t size = ftell(file);
    rewind(file);
    char *text = malloc(size + 1);
    if (fread(text, 1, size, file) != size) return 1;
    next = text, end = text + size;
    CURLM *multi = curl_multi_init();
    headers = curl_slist_append(curl_slist_append(NULL, "Content-Type: application/cloudevents+json"), "Expect:");
    int open = 0, running, left, bad = 0, done = 0;
    double start = seconds();
    for (int index = 0; index < atoi(arguments[3]); index++) {
        CURL *easy = curl_easy_init();
        curl_easy_setopt(easy, CURLOPT_URL, arguments[2]);
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, drop);
        open += post(multi, easy);
    }
    while (open > 0) {
        curl_multi_perform(multi, &running);
        for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
            CURL *easy = message->easy_handle;
            long status = 0;
            curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
            bad += message->data.result != CURLE_OK || status != 200;
            done++;
            curl_multi_remove_handle(multi, easy);
            open -= !post(multi, easy);
        }
        if (open > 0) curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("seconds %f\ncpu_seconds %f\npeak_rss %ld\ndone %d\nbad %d\n", seconds() - start,
        usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
        usage.ru_maxrss * 1024, done, bad);
    return bad != 0;
}

//! Rules of the HTTP answer that brings the policy (RFC 8461 §3.2 and §3.3).

use crate::rule::rules;

rules! {
    /// The policy host answers with 200, the only status that senders accept.
    STS401 STATUS_GOOD {
        Good, 8461 "3.3",
        title: "The status is 200",
        message: "the policy host answers with 200",
        fix: "Nothing to do"
    }

    /// The answer is labelled as plain text, which is what senders should check for before they read the policy.
    STS402 TYPE_GOOD {
        Good, 8461 "3.2",
        title: "The media type is plain text",
        message: "the answer’s type is `{value}`",
        fix: "Nothing to do"
    }

    /// Senders accept a policy only with status 200. With any other they act as if there were none, or go on with one
    /// that they have kept.
    STS403 STATUS_NOT_200 {
        Error, 8461 "3.3",
        title: "The status is not 200",
        message: "the policy host answers with {status}{words}; senders accept 200 only",
        fix: "Serve the policy with status 200",
        bad: "HTTP/1.1 500 Internal Server Error\nContent-Type: text/plain\n",
        good: "HTTP/1.1 200 OK\nContent-Type: text/plain\n"
    }

    /// Nothing is served at the path of the policy. Senders act as if there were no policy.
    STS404 STATUS_NOT_FOUND {
        Error, 8461 "3.3",
        title: "The policy host serves no policy",
        message: "the policy host answers with {status}: nothing is there",
        fix: "Serve the policy at `/.well-known/mta-sts.txt`, in these very letters",
        bad: "HTTP/1.1 404 Not Found\nContent-Type: text/plain\n",
        good: "HTTP/1.1 200 OK\nContent-Type: text/plain\n"
    }

    /// The policy host refuses access, to this visitor or to all. Often bot protection or a password stands before the
    /// whole host; senders can’t pass either.
    STS405 STATUS_FORBIDDEN {
        Error, 8461 "3.3",
        title: "The policy host refuses access",
        message: "the policy host answers with {status} and refuses access",
        fix: "Exempt `/.well-known/mta-sts.txt` from passwords and bot protection",
        bad: "HTTP/1.1 403 Forbidden\nContent-Type: text/plain\n",
        good: "HTTP/1.1 200 OK\nContent-Type: text/plain\n"
    }

    /// Senders must not follow a redirect when they fetch a policy, not even to the same host. To them a redirect is a
    /// failed fetch, and they act as if there were no policy.
    STS406 REDIRECT {
        Error, 8461 "3.3",
        title: "The policy host redirects",
        message: "the policy host answers with {status}, a redirect{target}; senders don’t follow it",
        fix: "Serve the policy itself at this URL, with status 200",
        bad: "HTTP/1.1 301 Moved Permanently\nLocation: https://www.example.com/.well-known/mta-sts.txt\n",
        good: "HTTP/1.1 200 OK\nContent-Type: text/plain\n"
    }

    /// What was read came from another URL: the policy host redirected on the way. Senders must not follow a redirect,
    /// so they never see this text.
    STS407 REDIRECTED {
        Error, 8461 "3.3",
        title: "The answer came by a redirect",
        message: "the policy host redirected on the way to this answer{target}; senders don’t follow that",
        fix: "Serve the policy itself at this URL, with status 200",
        bad: "HTTP/1.1 301 Moved Permanently\nLocation: https://www.example.com/.well-known/mta-sts.txt\n\nHTTP/1.1 200 OK\nContent-Type: text/plain\n",
        good: "HTTP/1.1 200 OK\nContent-Type: text/plain\n"
    }

    /// Senders should check that the policy comes as `text/plain`, to be safe from hosts where anybody may upload files.
    /// Without a type some of them refuse the policy (maddy, postfix-tlspol and rest-mail do).
    STS410 TYPE_MISSING {
        Warning, 8461 "3.2",
        title: "The answer has no media type",
        message: "the answer has no `Content-Type`",
        fix: "Send `Content-Type: text/plain`",
        bad: "HTTP/1.1 200 OK\n",
        good: "HTTP/1.1 200 OK\nContent-Type: text/plain\n"
    }

    /// Senders should check that the policy comes as `text/plain`. With another type some of them refuse the policy
    /// (maddy, postfix-tlspol and rest-mail do).
    STS411 TYPE_OTHER {
        Warning, 8461 "3.2",
        title: "The media type is not plain text",
        message: "the answer’s type is `{value}`, and not `text/plain`",
        fix: "Send `Content-Type: text/plain`",
        bad: "HTTP/1.1 200 OK\nContent-Type: text/html\n",
        good: "HTTP/1.1 200 OK\nContent-Type: text/plain\n"
    }

    /// Of the parameters of `text/plain` senders know `charset=utf-8` and `charset=us-ascii` and ignore any other, so it
    /// has no effect.
    STS412 TYPE_PARAMETER {
        Note, 8461 "3.2",
        title: "The media type has a parameter that is ignored",
        message: "senders ignore `{value}` behind `text/plain`",
        fix: "Send `text/plain`, with `charset=utf-8` at most",
        bad: "HTTP/1.1 200 OK\nContent-Type: text/plain; format=flowed\n",
        good: "HTTP/1.1 200 OK\nContent-Type: text/plain\n"
    }

    /// Senders may stop reading at 64 kilobytes, and most do. What comes behind is not seen, or the whole policy is
    /// refused.
    STS413 BODY_TOO_LARGE {
        Warning, 8461 "3.3",
        title: "The answer is over 64 KiB",
        message: "the answer has {size} bytes, and senders may stop at {limit}",
        fix: "Serve the policy alone, and name hosts by wildcards where there are many"
    }

    /// chasquid reads 10 KB of a policy and no more, so it may miss lines at the end of this one.
    STS414 BODY_LARGE {
        Note, 8461 "3.3",
        title: "The answer is over 10 KB",
        message: "the answer has {size} bytes; chasquid reads the first 10 KB only",
        fix: "Name hosts by wildcards where there are many"
    }

    /// Policies are fetched over HTTPS, so that the certificate vouches for the policy host. Plain HTTP is never asked.
    STS420 URL_SCHEME {
        Error, 8461 "3.2",
        title: "The policy’s URL is not https",
        message: "this was fetched by `{scheme}`; senders fetch by `https` only",
        fix: "Serve the policy at `{url}`",
        bad: "http://mta-sts.example.com/.well-known/mta-sts.txt",
        good: "https://mta-sts.example.com/.well-known/mta-sts.txt"
    }

    /// There is one policy host for each domain: `mta-sts` right before it. Senders ask no other.
    STS421 URL_HOST {
        Error, 8461 "3.2",
        title: "This is not the policy host",
        message: "this came from `{host}`{why}; senders ask `{wanted}` and no other host",
        fix: "Serve the policy at the host `mta-sts` of the domain",
        bad: "https://www.example.com/.well-known/mta-sts.txt",
        good: "https://mta-sts.example.com/.well-known/mta-sts.txt"
    }

    /// Senders ask the usual port of HTTPS, 443, and no other. What is served at another port is not found.
    STS422 URL_PORT {
        Error, 8461 "3.2",
        title: "The policy’s URL has a port",
        message: "this came from port {port}; senders ask port 443",
        fix: "Serve the policy at port 443",
        bad: "https://mta-sts.example.com:8443/.well-known/mta-sts.txt",
        good: "https://mta-sts.example.com/.well-known/mta-sts.txt"
    }

    /// There is one path, `/.well-known/mta-sts.txt`, in lower case, and senders ask for it to the letter.
    STS423 URL_PATH {
        Error, 8461 "3.2",
        title: "This is not the path of the policy",
        message: "the path is `{path}`; senders ask for `/.well-known/mta-sts.txt` and nothing else",
        fix: "Serve the policy at `/.well-known/mta-sts.txt`",
        bad: "https://mta-sts.example.com/mta-sts.txt",
        good: "https://mta-sts.example.com/.well-known/mta-sts.txt"
    }

    /// The folder is called `.well-known`, with the dot and the hyphen. Senders ask for it to the letter and find nothing
    /// at another.
    STS424 URL_FOLDER {
        Error, 8461 "3.2",
        title: "The folder of the policy has another name",
        message: "the folder is `{found}`; senders ask for `.well-known`",
        fix: "Rename the folder to `.well-known`",
        bad: "https://mta-sts.example.com/well-known/mta-sts.txt",
        good: "https://mta-sts.example.com/.well-known/mta-sts.txt"
    }

    /// The file is called `mta-sts.txt`, in lower case. Senders ask for it to the letter and find nothing at another
    /// name.
    STS425 URL_FILE {
        Error, 8461 "3.2",
        title: "The file of the policy has another name",
        message: "the file is `{found}`; senders ask for `mta-sts.txt`",
        fix: "Rename the file to `mta-sts.txt`",
        bad: "https://mta-sts.example.com/.well-known/mta-sts",
        good: "https://mta-sts.example.com/.well-known/mta-sts.txt"
    }

    /// The path is the same for every domain. What tells domains apart is the host, `mta-sts` before each of them, and
    /// each host serves its own policy.
    STS426 URL_PER_DOMAIN {
        Error, 8461 "3.2",
        title: "The path has a folder for a domain",
        message: "the path is `{path}`; senders ask for `/.well-known/mta-sts.txt` at every domain’s own policy host",
        fix: "Serve each domain’s policy at its own host, at `/.well-known/mta-sts.txt`",
        bad: "https://mta-sts.example.com/.well-known/example.com/mta-sts.txt",
        good: "https://mta-sts.example.com/.well-known/mta-sts.txt"
    }

    /// Senders ask for the path alone. A query makes another URL, which nobody asks for.
    STS427 URL_QUERY {
        Error, 8461 "3.2",
        title: "The policy’s URL has a query",
        message: "`{query}` is part of the URL; senders ask without it",
        fix: "Serve the policy without a query",
        bad: "https://mta-sts.example.com/.well-known/mta-sts.txt?v=1",
        good: "https://mta-sts.example.com/.well-known/mta-sts.txt"
    }

    /// What was given is no URL, so it can’t be compared with the policy’s.
    STS428 URL_MALFORMED {
        Error, 8461 "3.2",
        title: "The URL can’t be read",
        message: "`{url}` is no URL with scheme and host",
        fix: "Give the whole URL, beginning with `https://`",
        bad: "mta-sts.example.com",
        good: "https://mta-sts.example.com/.well-known/mta-sts.txt"
    }
}

"""One whole resignation without a person, over HTTP, on a real server with a movable clock."""

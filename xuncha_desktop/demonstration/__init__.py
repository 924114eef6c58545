"""A made-up county: 临溪县, its people and one round, lived through the services the window uses."""
